-- Units of which one sex makes up nearly all of an audience. Where that is so in the whole
-- campaign, it is said once, of the audience.
WITH sums AS (
    SELECT
        place,
        audience,
        measure,
        coalesce(sum(value) FILTER (sex = 'female'), 0) AS female,
        coalesce(sum(value) FILTER (sex = 'male'), 0) AS male
    FROM lines
    JOIN reports USING (report)
    WHERE measure IN ('attendances', 'people') AND sex IS NOT NULL
    GROUP BY GROUPING SETS ((place, audience, measure), (audience, measure))
),
fuller AS (
    SELECT *
    FROM sums
    QUALIFY row_number() OVER (
        PARTITION BY place, audience ORDER BY female + male DESC, measure
    ) = 1
),
uneven AS (
    SELECT * FROM fuller
    WHERE female + male >= $least AND greatest(female, male) > $share * (female + male)
)
SELECT place, audience::VARCHAR, NULL, NULL, female::BIGINT, male::BIGINT
FROM uneven
WHERE
    place IS NULL
    OR NOT EXISTS (
        SELECT 1 FROM uneven AS whole
        WHERE whole.place IS NULL AND whole.audience = uneven.audience
    );
