-- The rows of the reports that count, as they were sent.
WITH numbered AS (
    SELECT
        campaign,
        activity,
        unit,
        period,
        received_on,
        id AS report,
        revises,
        reason,
        unnest(rows) AS sent,
        generate_subscripts(rows, 1) AS place
    FROM ledger
    JOIN spots USING (unit, period)
    ANTI JOIN superseded ON superseded.id = ledger.id
)
SELECT
    campaign,
    activity,
    unit,
    period,
    sent.measure,
    sent.audience,
    coalesce(sent.sex, 'unknown') AS sex,
    coalesce(sent.age_band, 'unknown') AS age_band,
    coalesce(sent.ethnicity, 'unknown') AS ethnicity,
    coalesce(sent.disability, 'unknown') AS disability,
    sent.cohort,
    sent.value,
    received_on::VARCHAR AS received_on,
    report,
    revises,
    reason,
    sent.note
FROM numbered
ORDER BY campaign, activity, unit, period, report, place;
