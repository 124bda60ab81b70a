-- Puts a text in the place of the one that was read. A session that has ended does not come back by this.
local id, old, new, rest = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('HGET', KEYS[1], id) ~= old then return 0 end
if redis.call('PEXPIRE', KEYS[2], rest) == 0 then return 0 end
redis.call('HSET', KEYS[1], id, new)
return 1
