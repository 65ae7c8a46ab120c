-- Words and rules that the other files share.

CREATE TYPE measure AS ENUM (
    'sessions', 'attendances', 'people', 'copies_printed', 'copies_distributed', 'copies_left',
    'broadcasts', 'scans', 'views'
);
CREATE TYPE sex AS ENUM ('female', 'male', 'unknown');
CREATE TYPE age AS ENUM ('0-5', '6-10', '11-15', '16-17', '18-59', '60+', 'unknown');
CREATE TYPE answer AS ENUM ('yes', 'no', 'unknown');

-- Clause 1: nobody attends one session twice, so A attendances in S sessions are at least
-- ceil(A / S) people; without sessions, at least one where anybody came.
CREATE TEMP MACRO least_of(attendances, sessions) AS
    CASE
        WHEN attendances IS NULL THEN NULL
        WHEN sessions > 0 THEN (attendances + sessions - 1) // sessions
        ELSE least(attendances, 1)
    END;
