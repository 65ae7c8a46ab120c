-- Rows that look like the total of other rows of the same report: they tell less or otherwise
-- apart, and nearly add up to the same number. The rules count both, as different people.
WITH ways AS (
    SELECT
        report,
        audience,
        measure,
        cohort,
        (sex IS NOT NULL)::INTEGER + 2 * (age IS NOT NULL)::INTEGER
            + 4 * (ethnicity IS NOT NULL)::INTEGER + 8 * (disability IS NOT NULL)::INTEGER AS way,
        count(*) AS cells,
        sum(value) AS people
    FROM lines
    WHERE measure IN ('attendances', 'people')
    GROUP BY ALL
),
pairs AS (
    SELECT
        whole.report,
        whole.audience,
        whole.people AS total,
        finer.people AS parts
    FROM ways AS whole
    JOIN ways AS finer
        ON finer.report = whole.report
        AND finer.audience = whole.audience
        AND finer.measure = whole.measure
        AND finer.cohort IS NOT DISTINCT FROM whole.cohort
        AND finer.way > whole.way
    WHERE
        finer.cells > 1
        AND greatest(whole.people, finer.people) >= $least
        AND abs(whole.people - finer.people) <= $slip * greatest(whole.people, finer.people)
)
SELECT place, audience::VARCHAR, activity, period, total::BIGINT, parts::BIGINT
FROM pairs
JOIN reports USING (report)
QUALIFY row_number() OVER (
    PARTITION BY report, audience ORDER BY abs(total - parts), total DESC
) = 1;
