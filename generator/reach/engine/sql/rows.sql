-- The rows of the reports that count; what is not known is NULL.
-- In: `spots` (a report's unit and period, and the place that they mean), `activities`, the type
-- `audience`. Out: `lines`; `report` numbers what a report is of (see `reports`).

CREATE TEMP TABLE lines AS
SELECT
    report,
    sent.measure::measure AS measure,
    try_cast(sent.audience AS audience) AS audience,
    nullif(sent.sex::sex, 'unknown') AS sex,
    nullif(sent.age_band::age, 'unknown') AS age,
    nullif(sent.ethnicity, 'unknown') AS ethnicity,
    nullif(sent.disability::answer, 'unknown') AS disability,
    sent.cohort,
    sent.value
FROM (
    SELECT
        spots.number * getvariable('most_activities') + activities.number AS report,
        unnest(rows) AS sent
    FROM ledger
    JOIN spots USING (unit, period)
    JOIN activities ON activities.id = ledger.activity
    ANTI JOIN superseded ON superseded.id = ledger.id
);
