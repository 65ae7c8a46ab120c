-- Copies left that are not those printed less those handed out: of a unit that reports all three
-- (both ways), or of an activity (only more than can be left: some units may not have said yet).
WITH stock AS (
    SELECT activity, place, until, sum(value) AS kept
    FROM lines
    JOIN reports USING (report)
    WHERE measure = 'copies_left'
    GROUP BY activity, place, until
    QUALIFY row_number() OVER (PARTITION BY activity, place ORDER BY until DESC) = 1
),
sums AS (
    SELECT
        activity,
        place,
        until,
        sum(value) FILTER (measure = 'copies_printed') AS printed,
        sum(value) FILTER (measure = 'copies_distributed') AS given
    FROM lines
    JOIN reports USING (report)
    WHERE measure IN ('copies_printed', 'copies_distributed')
    GROUP BY ALL
),
units AS (
    SELECT stock.activity, stock.place, kept, sum(printed) AS printed, sum(given) AS given
    FROM stock
    JOIN sums
        ON sums.activity = stock.activity
        AND sums.place = stock.place
        AND sums.until <= stock.until
    GROUP BY ALL
),
wholes AS (
    SELECT activity, sum(printed) AS printed, sum(given) AS given, any_value(kept) AS kept
    FROM sums
    JOIN (SELECT activity, sum(kept) AS kept FROM stock GROUP BY ALL) USING (activity)
    GROUP BY ALL
),
odd AS (
    SELECT place, activity, printed, given, kept
    FROM units
    WHERE
        given <= printed
        AND abs(printed - given - kept) > greatest($few, $share * printed)
    UNION ALL
    SELECT NULL, activity, printed, given, kept
    FROM wholes
    WHERE given <= printed AND kept - (printed - given) > greatest($few, $share * printed)
)
SELECT place, NULL, activity, NULL, printed::BIGINT, given::BIGINT, kept::BIGINT
FROM odd
WHERE
    place IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM odd AS unit WHERE unit.place IS NOT NULL AND unit.activity = odd.activity
    );
