-- The rows behind flags: of the places, audiences, activities, periods and measures that each flag
-- is about (NULL: of all). At most `most` of each flag, and how many there are.
WITH wanted AS (
    SELECT DISTINCT
        unnest($numbers::INTEGER[]) AS number,
        unnest($places::INTEGER[]) AS place,
        unnest($audiences::VARCHAR[]) AS audience,
        unnest($activities::VARCHAR[]) AS activity,
        unnest($periods::VARCHAR[]) AS period,
        unnest($measures::VARCHAR[]) AS measure
),
sent AS (
    -- by place where there is one: comparing every flag with every report would take long
    SELECT number, report, audience, measure
    FROM wanted
    JOIN reports USING (place)
    WHERE
        coalesce(wanted.activity = reports.activity, true)
        AND coalesce(wanted.period = reports.period, true)
    UNION ALL
    SELECT number, report, audience, measure
    FROM wanted
    JOIN reports
        ON coalesce(wanted.activity = reports.activity, true)
        AND coalesce(wanted.period = reports.period, true)
    WHERE wanted.place IS NULL
),
named AS (
    SELECT
        spots.number * getvariable('most_activities') + activities.number AS report,
        heads.id,
        heads.unit
    FROM heads
    JOIN spots USING (unit, period)
    JOIN activities ON activities.id = heads.activity
    ANTI JOIN superseded ON superseded.id = heads.id
),
found AS (
    SELECT DISTINCT sent.number, lines.rowid AS line
    FROM sent
    JOIN lines
        ON lines.report = sent.report
        AND coalesce(sent.audience = lines.audience::VARCHAR, true)
        AND coalesce(sent.measure = lines.measure::VARCHAR, true)
)
SELECT
    found.number,
    count(*) OVER (PARTITION BY found.number) AS rows,
    named.id AS report,
    named.unit,
    reports.activity,
    reports.period,
    lines.measure::VARCHAR,
    lines.audience::VARCHAR,
    coalesce(sex::VARCHAR, 'unknown'),
    coalesce(age::VARCHAR, 'unknown'),
    coalesce(ethnicity, 'unknown'),
    coalesce(disability::VARCHAR, 'unknown'),
    cohort,
    value
FROM found
JOIN lines ON lines.rowid = found.line
JOIN reports USING (report)
JOIN named USING (report)
QUALIFY row_number() OVER (
    PARTITION BY found.number
    ORDER BY
        reports.activity, until, reports.period, named.unit, named.id, lines.audience,
        lines.measure, sex, age, ethnicity, disability, cohort, value
) <= $most
ORDER BY
    found.number, reports.activity, until, reports.period, named.unit, named.id, lines.audience,
    lines.measure, sex, age, ethnicity, disability, cohort, value;
