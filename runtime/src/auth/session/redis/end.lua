-- Ends one session of an account, or all but one: how many there were.
local mode, named = ARGV[1], ARGV[2]
local ids = { named }
if mode == 'but' then ids = redis.call('HKEYS', KEYS[1]) end
local ended = 0
for _, id in ipairs(ids) do
    if mode == 'one' or id ~= named then
        -- The key is that of another account's session where the hash has no such field.
        if redis.call('HDEL', KEYS[1], id) == 1 then
            ended = ended + redis.call('DEL', KEYS[2] .. id)
        end
    end
end
return ended
