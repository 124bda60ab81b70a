-- The names and texts of an account's sessions that are not over.
local live, fields = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
    if redis.call('EXISTS', KEYS[2] .. fields[i]) == 1 then
        live[#live + 1] = fields[i]
        live[#live + 1] = fields[i + 1]
    end
end
return live
