-- Keeps a session in the hash of its account, and the key that leads there. What is over is dropped, and
-- the oldest are ended that would be too many.
local account, id, text = ARGV[1], ARGV[2], ARGV[3]
local rest, lifetime, limit = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])

local live, fields = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
    if fields[i] == id then
        -- It was kept, and the answer was lost.
    elseif redis.call('EXISTS', KEYS[2] .. fields[i]) == 1 then
        live[#live + 1] = { fields[i], tonumber(string.match(fields[i + 1], '^%d+')) or 0 }
    else
        redis.call('HDEL', KEYS[1], fields[i])
    end
end
table.sort(live, function(a, b)
    if a[2] ~= b[2] then return a[2] < b[2] end
    return a[1] < b[1]
end)
for i = 1, #live + 1 - limit do
    redis.call('HDEL', KEYS[1], live[i][1])
    redis.call('DEL', KEYS[2] .. live[i][1])
end

redis.call('HSET', KEYS[1], id, text)
if redis.call('PTTL', KEYS[1]) < lifetime then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', lifetime))
end
redis.call('SET', KEYS[2] .. id, account, 'PX', rest)
