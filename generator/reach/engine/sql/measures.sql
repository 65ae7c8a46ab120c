-- Sums of each measure, never across measures.
-- Out: `amounts` (family, part, place, measure, value); those of family 'unit' are each place's own.

CREATE TEMP TABLE amounts AS
WITH steps AS (
    SELECT
        CASE
            WHEN grouping(activity) = 0 THEN 'activity'
            WHEN grouping(period) = 0 THEN 'period'
            WHEN grouping(audience) = 0 THEN 'audience'
            ELSE 'unit'
        END AS source,
        coalesce(activity, period, audience::VARCHAR, '') AS name,
        place,
        measure,
        sum(value) AS value
    FROM lines
    JOIN reports USING (report)
    WHERE measure <> 'copies_left'
    GROUP BY
        GROUPING SETS (
            (measure, activity), (measure, period), (measure, audience), (measure, place)
        )
)
SELECT family, part, NULL AS place, measure, sum(value)::BIGINT AS value
FROM steps
JOIN parts USING (source, name)
GROUP BY ALL
UNION ALL
SELECT source, name, place, measure, value::BIGINT
FROM steps
WHERE source IN ('audience', 'unit')
UNION ALL
SELECT
    CASE
        WHEN grouping(sex) = 0 THEN 'sex'
        WHEN grouping(age) = 0 THEN 'age_band'
        WHEN grouping(ethnicity) = 0 THEN 'ethnicity'
        ELSE 'disability'
    END,
    coalesce(sex::VARCHAR, age::VARCHAR, ethnicity, disability::VARCHAR, 'unknown'),
    NULL,
    measure,
    sum(value)::BIGINT
FROM lines
WHERE measure IN ('attendances', 'people', 'scans', 'views')
GROUP BY
    GROUPING SETS ((measure, sex), (measure, age), (measure, ethnicity), (measure, disability));

-- Copies left are a stock: of each activity and unit the newest period alone counts.
INSERT INTO amounts
WITH stock AS (
    SELECT activity, period, until, place, audience, value
    FROM lines
    JOIN reports USING (report)
    WHERE measure = 'copies_left'
),
members AS (
    SELECT family, part, activity, period, until, place, value
    FROM stock
    JOIN parts ON parts.name = CASE parts.source WHEN 'activity' THEN activity ELSE period END
    UNION ALL
    SELECT 'audience', audience::VARCHAR, activity, period, until, place, value
    FROM stock
    UNION ALL
    SELECT 'unit', '', activity, period, until, place, value
    FROM stock
),
newest AS (
    SELECT *
    FROM members
    QUALIFY rank() OVER (
        PARTITION BY family, part, activity, place ORDER BY until DESC, period DESC
    ) = 1
)
SELECT
    family,
    part,
    CASE WHEN family = 'unit' THEN place END,
    'copies_left',
    sum(value)::BIGINT
FROM newest
GROUP BY ALL;
