-- What a Parquet file tells of itself under a key, where that is not too long.
SELECT decode(value)
FROM parquet_kv_metadata($file)
WHERE decode(key) = $key AND octet_length(value) <= $most;
