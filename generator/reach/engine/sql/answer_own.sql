SELECT audience::VARCHAR, place, low, high FROM ranges WHERE family = 'all' ORDER BY ALL;
