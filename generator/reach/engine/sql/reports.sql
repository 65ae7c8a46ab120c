-- The reports of a ledger, and which of them count.
-- In: the view `ledger`. Out: `heads`, `superseded`.

CREATE TEMP TABLE heads AS
SELECT id, activity, unit, period, received_on, revises FROM ledger;

-- A report that another one revises does not count. A damaged chain may leave several ends: the
-- newest of them counts, so that the figures never depend on the order of the lines.
CREATE TEMP TABLE superseded AS
WITH revised AS (
    SELECT DISTINCT earlier.id
    FROM heads AS earlier
    JOIN heads AS later ON later.revises = earlier.id
        AND later.activity = earlier.activity
        AND later.unit = earlier.unit
        AND later.period = earlier.period
),
chains AS (
    SELECT activity, unit, period FROM heads GROUP BY ALL HAVING count(*) > 1
),
ends AS (
    SELECT
        heads.id,
        row_number() OVER (
            PARTITION BY heads.activity, heads.unit, heads.period
            ORDER BY revised.id IS NOT NULL, heads.received_on DESC, heads.id DESC
        ) AS place_in_chain
    FROM heads
    JOIN chains USING (activity, unit, period)
    LEFT JOIN revised USING (id)
)
SELECT id FROM ends WHERE place_in_chain > 1;
