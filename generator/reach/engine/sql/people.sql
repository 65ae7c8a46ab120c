-- Clauses 1 and 2 in one report: its people, by what tells its rows apart.
-- In: `lines`; no two rows of one report have the same measure of the same people (the ledger is
-- checked for that). Out: `counted`, `detailed`, `report_cells`, `totals`.

CREATE TEMP TABLE asked AS
SELECT
    report,
    audience,
    coalesce(sum(value) FILTER (measure = 'sessions'), 0)::BIGINT AS sessions
FROM lines
GROUP BY ALL
HAVING count(*) FILTER (measure = 'attendances') > 0;

CREATE TEMP TABLE attended AS
SELECT
    report,
    audience,
    sex,
    age,
    ethnicity,
    disability,
    cohort,
    value AS attendances,
    sessions,
    least_of(value, sessions) AS seen
FROM lines
JOIN asked USING (report, audience)
WHERE measure = 'attendances';

-- People rows beside attendances that may be about the same people (nothing known sets them apart).
-- They are if they are told apart in the same way, or if they can be all who attended: of the same
-- cohort or of none, each there at least once and at most at every session.
CREATE TEMP TABLE beside AS
WITH pairs AS (
    SELECT
        one.rowid AS attendance,
        any_value(one.attendances) AS attendances,
        any_value(one.sessions) AS sessions,
        sum(other.value) FILTER (other.cohort IS NOT DISTINCT FROM one.cohort) AS same,
        bool_or(
            other.sex IS NOT DISTINCT FROM one.sex
            AND other.age IS NOT DISTINCT FROM one.age
            AND other.ethnicity IS NOT DISTINCT FROM one.ethnicity
            AND other.disability IS NOT DISTINCT FROM one.disability
            AND other.cohort IS NOT DISTINCT FROM one.cohort
        ) AS alike
    FROM attended AS one
    JOIN lines AS other
        ON other.report = one.report
        AND other.audience = one.audience
        AND coalesce(other.sex = one.sex, true)
        AND coalesce(other.age = one.age, true)
        AND coalesce(other.ethnicity = one.ethnicity, true)
        AND coalesce(other.disability = one.disability, true)
        AND coalesce(other.cohort = one.cohort, true)
    WHERE other.measure = 'people'
    GROUP BY one.rowid
)
SELECT
    attendance,
    alike
    OR coalesce(
        same <= attendances AND (sessions = 0 OR attendances <= same * sessions), false
    ) AS covered
FROM pairs;

-- `low` and `high` are NULL where people rows stand for the attendances. `seen` is what the
-- attendances alone say at least, also where people rows stand beside them.
CREATE TEMP TABLE counted AS
SELECT
    report,
    audience,
    sex,
    age,
    ethnicity,
    disability,
    cohort,
    value AS low,
    value AS high,
    NULL::INTEGER AS seen
FROM lines
WHERE measure = 'people'
UNION ALL
SELECT
    report,
    audience,
    sex,
    age,
    ethnicity,
    disability,
    cohort,
    CASE WHEN covered THEN NULL WHEN covered IS NOT NULL THEN 0 ELSE seen END,
    CASE WHEN covered THEN NULL ELSE attendances END,
    seen
FROM attended
LEFT JOIN beside ON beside.attendance = attended.rowid;

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

-- The total of a report: its cells are different people. In a report that is not detailed, each
-- cell is one row of people and one of attendances at most, so it is the sum of its rows. It is
-- wanted where it can be more than the sum of the known cells: where some are not known whole, or
-- attendances say more.
CREATE TEMP TABLE totals AS
WITH cells AS (
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
    SEMI JOIN detailed USING (report, audience)
    GROUP BY report, audience, sex, age
)
SELECT report, audience, least(greatest(sum(low), sum(seen)), sum(high))::BIGINT AS least
FROM counted
ANTI JOIN detailed USING (report, audience)
GROUP BY report, audience
HAVING count(seen) > 0 OR count(high) FILTER (sex IS NULL OR age IS NULL) > 0
UNION ALL
SELECT report, audience, least(greatest(sum(low), sum(seen)), sum(high))::BIGINT
FROM cells
GROUP BY report, audience;
