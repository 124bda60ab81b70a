-- The algorithm of `window.rs`, on the text of one key. The numbers of the rule come as arguments;
-- the last one is the time, which only tests give.
local count, per, step = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local interval, ahead = tonumber(ARGV[4]), tonumber(ARGV[5])
local now = tonumber(ARGV[6])
if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local text = redis.call('GET', KEYS[1]) or '0'
local even = tonumber(string.match(text, '^%d+')) or 0
local steps, calls = {}, {}
for at, number in string.gmatch(text, ';(%d+):(%d+)') do
    steps[#steps + 1] = tonumber(at)
    calls[#calls + 1] = tonumber(number)
end

local function ends(at) return (at + 1) * step + per end
if #steps > 0 then now = math.max(now, steps[#steps] * step) end
local first, total = 1, 0
while steps[first] and ends(steps[first]) <= now do first = first + 1 end
for i = first, #steps do total = total + calls[i] end

local function judge()
    local left = math.max(count - total, 0)
    local oldest = 0
    if steps[first] then oldest = ends(steps[first]) - now end
    if interval == 0 then return left, oldest end
    local room = now * 1000 + ahead - math.max(even, now * 1000)
    if room >= 0 then return math.min(left, math.floor(room / interval) + 1), oldest end
    local pace = math.ceil(-room / 1000)
    if left == 0 then pace = math.max(pace, oldest) end
    return 0, pace
end

local remaining, reset = judge()
if remaining == 0 then return { 0, 0, reset } end

local here = math.floor(now / step)
if #steps >= first and steps[#steps] == here then
    calls[#calls] = calls[#calls] + 1
else
    steps[#steps + 1], calls[#calls + 1] = here, 1
end
total = total + 1
if interval > 0 then even = math.max(even, now * 1000) + interval end
local parts = { string.format('%.0f', even) }
for i = first, #steps do
    parts[#parts + 1] = string.format('%.0f:%.0f', steps[i], calls[i])
end
redis.call('SET', KEYS[1], table.concat(parts, ';'), 'PX', string.format('%.0f', per + 2 * step))
remaining, reset = judge()
return { 1, remaining, reset }
