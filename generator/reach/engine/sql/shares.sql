-- Ranges of some of the people: those of one sex, age band, ethnicity or disability.
-- People of unknown age may be among those of a known one, so a part has at least the sum of its
-- known cells, or its largest cell.
-- In: `cells`, `counted`, `detailed`, `reports`. Out: more of `ranges`.

-- Ethnicity and disability are summed into a cell. Only reports that tell one of them are looked
-- at again; of the others all is unknown.
CREATE TEMP TABLE traits AS
WITH reported AS (
    SELECT
        CASE WHEN grouping(ethnicity) = 0 THEN 'ethnicity' ELSE 'disability' END AS family,
        coalesce(ethnicity, disability::VARCHAR, 'unknown') AS part,
        place,
        audience,
        sex,
        age,
        report,
        cohort,
        sum(low) AS low,
        sum(high) AS high
    FROM counted
    SEMI JOIN detailed USING (report, audience)
    JOIN reports USING (report)
    WHERE high IS NOT NULL
    GROUP BY
        GROUPING SETS (
            (ethnicity, place, audience, sex, age, report, cohort),
            (disability, place, audience, sex, age, report, cohort)
        )
),
plain AS (
    SELECT place, audience, sex, age, max(low) AS low, sum(high) AS high
    FROM counted
    ANTI JOIN detailed USING (report, audience)
    JOIN reports USING (report)
    WHERE high IS NOT NULL
    GROUP BY ALL
),
sides AS (
    SELECT family, part, place, audience, sex, age, max(low) AS low, sum(high) AS high
    FROM reported
    WHERE cohort IS NULL
    GROUP BY ALL
    UNION ALL
    SELECT family, 'unknown', place, audience, sex, age, low, high
    FROM plain
    CROSS JOIN (VALUES ('ethnicity'), ('disability')) AS families (family)
),
loose AS (
    SELECT family, part, place, audience, sex, age, max(low) AS low, sum(high) AS high
    FROM sides
    GROUP BY ALL
),
same AS (
    SELECT family, part, place, audience, sex, age, cohort, max(low) AS low, max(high) AS high
    FROM reported
    WHERE cohort IS NOT NULL
    GROUP BY ALL
),
merged AS (
    SELECT family, part, place, audience, sex, age, low, high
    FROM loose
    UNION ALL
    SELECT family, part, place, audience, sex, age, sum(low), sum(high)
    FROM same
    GROUP BY ALL
)
SELECT family, part, place, audience, sex, age, max(low) AS low, sum(high) AS high
FROM merged
GROUP BY ALL;

INSERT INTO ranges
WITH parts AS (
    SELECT
        CASE WHEN grouping(sex) = 0 THEN 'sex' ELSE 'age_band' END AS family,
        coalesce(sex::VARCHAR, age::VARCHAR, 'unknown') AS part,
        place,
        audience,
        sum(low) FILTER (sex IS NOT NULL AND age IS NOT NULL) AS known,
        max(low) AS largest,
        sum(high) AS high
    FROM cells
    WHERE family = 'all'
    GROUP BY GROUPING SETS ((sex, place, audience), (age, place, audience))
    UNION ALL
    SELECT
        'group',
        sex::VARCHAR || CASE WHEN age IN ('0-5', '6-10', '11-15') THEN ' child' ELSE ' adult' END,
        place,
        audience,
        sum(low),
        max(low),
        sum(high)
    FROM cells
    WHERE family = 'all' AND sex IS NOT NULL AND age IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT
        family,
        part,
        place,
        audience,
        sum(low) FILTER (sex IS NOT NULL AND age IS NOT NULL),
        max(low),
        sum(high)
    FROM traits
    GROUP BY ALL
)
SELECT family, part, place, audience, greatest(known, largest)::BIGINT, high::BIGINT
FROM parts;
