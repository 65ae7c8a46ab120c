-- Every report ever accepted; `zero`: it counts, and all its values are 0.
WITH zeros AS (
    SELECT report, max(value) = 0 AS zero FROM lines GROUP BY report
)
SELECT
    heads.id,
    heads.activity,
    heads.unit,
    heads.period,
    received_on,
    revises,
    coalesce(zero, false) AND superseded.id IS NULL AS zero
FROM heads
JOIN spots USING (unit, period)
JOIN activities ON activities.id = heads.activity
LEFT JOIN superseded ON superseded.id = heads.id
LEFT JOIN zeros
    ON zeros.report = spots.number * getvariable('most_activities') + activities.number
ORDER BY heads.activity, heads.unit, heads.period, received_on, heads.id;
