SELECT family, part, place, measure::VARCHAR, value FROM amounts ORDER BY ALL;
