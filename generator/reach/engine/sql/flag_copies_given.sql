-- Where more copies were handed out up to the end of a period than could be printed by then: of an
-- activity that reports printing, or else of the whole campaign. Copies may be printed on the first
-- day of their period; stock of earlier periods counts. Only the first such period is told.
WITH spans AS (
    SELECT unnest($names::VARCHAR[]) AS period, unnest($firsts::DATE[]) AS first
),
moves AS (
    SELECT activity, first, until, period, measure, sum(value) AS value
    FROM lines
    JOIN reports USING (report)
    JOIN spans USING (period)
    WHERE measure IN ('copies_printed', 'copies_distributed')
    GROUP BY GROUPING SETS (
        (activity, first, until, period, measure), (first, until, period, measure)
    )
),
ends AS (
    SELECT activity, until, max(period) AS period FROM moves GROUP BY ALL
),
sums AS (
    SELECT
        ends.activity,
        ends.until,
        ends.period,
        coalesce(
            sum(value) FILTER (measure = 'copies_printed' AND moves.first <= ends.until), 0
        ) AS printed,
        coalesce(
            sum(value) FILTER (measure = 'copies_distributed' AND moves.until <= ends.until), 0
        ) AS given
    FROM ends
    JOIN moves ON moves.activity IS NOT DISTINCT FROM ends.activity
    GROUP BY ALL
    HAVING count(*) FILTER (measure = 'copies_printed') > 0
),
over AS (
    SELECT *
    FROM sums
    WHERE given > printed
    QUALIFY row_number() OVER (PARTITION BY activity ORDER BY until) = 1
)
SELECT NULL, NULL, activity, period, printed::BIGINT, given::BIGINT
FROM over
WHERE activity IS NOT NULL OR NOT EXISTS (SELECT 1 FROM over WHERE activity IS NOT NULL);
