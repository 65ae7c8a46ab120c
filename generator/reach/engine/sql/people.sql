-- Clauses 1 and 2 in one report: its people, by what tells its rows apart.

CREATE TEMP TABLE asked AS
SELECT
    report,
    audience,
    coalesce(sum(value) FILTER (measure = 'sessions'), 0)::BIGINT AS sessions,
    count(*) FILTER (measure = 'people') AS counted
FROM lines
GROUP BY ALL
HAVING count(*) FILTER (measure IN ('people', 'attendances')) > 0;

CREATE TEMP TABLE shapes AS
SELECT
    report,
    audience,
    sex,
    age,
    ethnicity,
    disability,
    cohort,
    sum(value) FILTER (measure = 'people')::BIGINT AS people,
    sum(value) FILTER (measure = 'attendances')::BIGINT AS attendances
FROM lines
WHERE measure IN ('people', 'attendances')
GROUP BY ALL;

-- Attendances beside people rows of other shapes: rows that may be about the same people (nothing
-- known sets them apart), and whether those can be all who attended: of the same cohort or of
-- none, each there at least once and at most at every session.
CREATE TEMP TABLE beside AS
WITH pairs AS (
    SELECT
        one.rowid AS shape,
        any_value(one.attendances) AS attendances,
        any_value(asked.sessions) AS sessions,
        sum(other.people) FILTER (other.cohort IS NOT DISTINCT FROM one.cohort) AS same
    FROM shapes AS one
    JOIN asked ON asked.report = one.report AND asked.audience = one.audience
    JOIN shapes AS other
        ON other.report = one.report
        AND other.audience = one.audience
        AND coalesce(other.sex = one.sex, true)
        AND coalesce(other.age = one.age, true)
        AND coalesce(other.ethnicity = one.ethnicity, true)
        AND coalesce(other.disability = one.disability, true)
        AND coalesce(other.cohort = one.cohort, true)
    WHERE one.people IS NULL AND asked.counted > 0 AND other.people IS NOT NULL
    GROUP BY one.rowid
)
SELECT
    shape,
    coalesce(
        same <= attendances AND (sessions = 0 OR attendances <= same * sessions), false
    ) AS covered
FROM pairs;

-- `low` and `high` are NULL where people rows stand for the row. `seen` is what the attendances
-- alone say at least, also where people rows stand beside them.
CREATE TEMP TABLE counted AS
SELECT
    shapes.report,
    shapes.audience,
    sex,
    age,
    ethnicity,
    disability,
    cohort,
    CASE
        WHEN people IS NOT NULL THEN people
        WHEN covered THEN NULL
        WHEN covered IS NOT NULL THEN 0
        ELSE least_of(attendances, sessions)
    END AS low,
    CASE WHEN covered THEN NULL ELSE coalesce(people, attendances) END AS high,
    least_of(attendances, sessions) AS seen
FROM shapes
JOIN asked ON asked.report = shapes.report AND asked.audience = shapes.audience
LEFT JOIN beside ON beside.shape = shapes.rowid;

-- Ethnicity and disability are summed into a cell. Most reports tell neither, nor cohorts: their
-- rows are cells already.
CREATE TEMP TABLE detailed AS
SELECT DISTINCT report, audience
FROM counted
WHERE ethnicity IS NOT NULL OR disability IS NOT NULL OR cohort IS NOT NULL;

CREATE TEMP VIEW report_cells AS
SELECT report, audience, sex, age, NULL AS cohort, low, high, seen
FROM counted
ANTI JOIN detailed USING (report, audience)
UNION ALL
SELECT report, audience, sex, age, cohort, sum(low)::BIGINT, sum(high)::BIGINT, sum(seen)::BIGINT
FROM counted
SEMI JOIN detailed USING (report, audience)
GROUP BY ALL;

-- The total of a report: its cells are different people. It is wanted where it can be more than
-- the sum of the known cells: where some are not known whole, or attendances say more.
CREATE TEMP TABLE totals AS
WITH wanted AS (
    SELECT DISTINCT report, audience
    FROM counted
    WHERE sex IS NULL OR age IS NULL OR seen > coalesce(low, 0)
),
cells AS (
    SELECT
        report,
        audience,
        greatest(
            sum(low) FILTER (cohort IS NOT NULL), max(low) FILTER (cohort IS NULL)
        ) AS low,
        greatest(
            sum(seen) FILTER (cohort IS NOT NULL), max(seen) FILTER (cohort IS NULL)
        ) AS seen,
        sum(high) AS high
    FROM report_cells
    SEMI JOIN wanted USING (report, audience)
    GROUP BY report, audience, sex, age
)
SELECT
    report,
    audience,
    least(greatest(sum(low), sum(seen)), sum(high))::BIGINT AS least
FROM cells
GROUP BY report, audience;
