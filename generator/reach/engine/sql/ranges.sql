-- Clauses 2 and 3: the range of every place and audience, for the campaign and for its parts.
-- In: `report_cells`, `totals`, `reports`, `parts`.
-- Out: `cells` and `ranges` (family, part, place, audience, ...), each unit without its sub-units.

-- Rows without a cohort: the largest, and the sum. Both can be taken in steps, so a part is made
-- from its activities or periods.
CREATE TEMP TABLE loose AS
SELECT
    CASE WHEN grouping(activity) = 0 THEN 'activity' ELSE 'period' END AS source,
    coalesce(activity, period) AS name,
    place,
    audience,
    sex,
    age,
    max(low) AS low,
    sum(high)::BIGINT AS high
FROM report_cells
JOIN reports USING (report)
WHERE cohort IS NULL AND high IS NOT NULL
GROUP BY
    GROUPING SETS (
        (activity, place, audience, sex, age), (period, place, audience, sex, age)
    );

-- Rows of one cohort are the same people: the largest counts.
CREATE TEMP TABLE cohorts AS
WITH same AS (
    SELECT family, part, place, audience, sex, age, max(low) AS low, max(high) AS high
    FROM report_cells
    JOIN reports USING (report)
    JOIN parts
        ON parts.name = CASE parts.source WHEN 'activity' THEN activity ELSE period END
    WHERE cohort IS NOT NULL AND high IS NOT NULL
    GROUP BY family, part, place, audience, sex, age, cohort
)
SELECT family, part, place, audience, sex, age, sum(low)::BIGINT AS low, sum(high)::BIGINT AS high
FROM same
GROUP BY ALL;

-- In a cell, people of a cohort may be among those of the rows without one.
CREATE TEMP TABLE cells AS
WITH sums AS (
    SELECT family, part, place, audience, sex, age, max(low) AS low, sum(high)::BIGINT AS high
    FROM loose
    JOIN parts USING (source, name)
    GROUP BY ALL
)
SELECT
    coalesce(sums.family, cohorts.family) AS family,
    coalesce(sums.part, cohorts.part) AS part,
    coalesce(sums.place, cohorts.place) AS place,
    coalesce(sums.audience, cohorts.audience) AS audience,
    coalesce(sums.sex, cohorts.sex) AS sex,
    coalesce(sums.age, cohorts.age) AS age,
    greatest(sums.low, cohorts.low) AS low,
    coalesce(sums.high, 0) + coalesce(cohorts.high, 0) AS high
FROM sums
FULL JOIN cohorts
    ON cohorts.family = sums.family
    AND cohorts.part = sums.part
    AND cohorts.place = sums.place
    AND cohorts.audience = sums.audience
    AND cohorts.sex IS NOT DISTINCT FROM sums.sex
    AND cohorts.age IS NOT DISTINCT FROM sums.age;

-- Only cells whose sex and age band are both known are sure to hold different people; a person of
-- another cell may be in a known one of another report.
CREATE TEMP TABLE ranges AS
WITH sums AS (
    SELECT
        family,
        part,
        place,
        audience,
        coalesce(sum(low) FILTER (sex IS NOT NULL AND age IS NOT NULL), 0) AS low,
        sum(high) AS high
    FROM cells
    GROUP BY ALL
),
steps AS (
    SELECT
        CASE WHEN grouping(activity) = 0 THEN 'activity' ELSE 'period' END AS source,
        coalesce(activity, period) AS name,
        place,
        audience,
        max(least) AS least
    FROM totals
    JOIN reports USING (report)
    GROUP BY GROUPING SETS ((activity, place, audience), (period, place, audience))
),
largest AS (
    SELECT family, part, place, audience, max(least) AS least
    FROM steps
    JOIN parts USING (source, name)
    GROUP BY ALL
)
SELECT
    family,
    part,
    place,
    audience,
    greatest(sums.low, largest.least)::BIGINT AS low,
    sums.high::BIGINT AS high
FROM sums
LEFT JOIN largest USING (family, part, place, audience);
