-- The account of a session, and its text.
local account = redis.call('GET', KEYS[1] .. ARGV[1])
if not account then return false end
local text = redis.call('HGET', KEYS[2] .. account, ARGV[1])
if not text then return false end
return { account, text }
