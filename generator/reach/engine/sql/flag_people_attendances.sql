-- More people than attendances, where both are of the same people: of exactly the same row, or the
-- only row of attendances of a cohort (or of no cohort), which tells nothing apart.
WITH sums AS (
    SELECT
        report,
        audience,
        cohort,
        sex,
        age,
        ethnicity,
        disability,
        coalesce(sex::VARCHAR, age::VARCHAR, ethnicity, disability::VARCHAR) IS NULL AS whole,
        sum(value) FILTER (measure = 'people') AS people,
        sum(value) FILTER (measure = 'attendances') AS attendances
    FROM lines
    WHERE measure IN ('attendances', 'people')
    GROUP BY ALL
),
compared AS (
    SELECT report, audience, people, attendances
    FROM sums
    WHERE people IS NOT NULL AND attendances IS NOT NULL
    UNION ALL
    SELECT report, audience, sum(people), sum(attendances)
    FROM sums
    GROUP BY report, audience, cohort
    HAVING
        count(attendances) = 1
        AND count(*) FILTER (whole AND attendances IS NOT NULL AND people IS NULL) = 1
)
SELECT place, audience::VARCHAR, activity, period, people::BIGINT, attendances::BIGINT
FROM compared
JOIN reports USING (report)
WHERE people > attendances
QUALIFY row_number() OVER (
    PARTITION BY report, audience ORDER BY people - attendances DESC, people DESC
) = 1;
