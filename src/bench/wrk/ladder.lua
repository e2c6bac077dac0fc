-- Sends one prepared request per gateway key in turn and prints one JSON line of results.
-- Arguments: method, path, file with the body or "-", file with one gateway key a line or "-",
-- further headers as "Name: value|Name: value". "@unique-number@" becomes a number of that length.
-- Everything is formatted before the run: the load tool shares the cores with what it measures.

local requests = {}
local turn = 0
local unique = "@unique%-number@"
local is_unique = false
local sent = 0

local function content(name)
  local file = assert(io.open(name, "r"))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  local method, path, body_file, key_file = args[1], args[2], args[3], args[4]
  local headers = { ["Content-Type"] = "application/json" }
  for name, value in (args[5] or ""):gmatch("([^|:]+): ([^|]+)") do
    headers[name] = value
  end
  local body = body_file ~= "-" and content(body_file) or nil
  is_unique = ((body or "") .. (args[5] or "")):find(unique) ~= nil
  sent = os.time() * 10000 -- another run starts elsewhere
  if key_file == "-" then
    requests[1] = wrk.format(method, path, headers, body)
    return
  end
  for key in io.lines(key_file) do
    headers["Authorization"] = "Bearer " .. key
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end

function request()
  turn = turn % #requests + 1
  if not is_unique then
    return requests[turn]
  end
  sent = sent + 1
  return (requests[turn]:gsub(unique, string.format("%015d", sent)))
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"not2xx":%d,"socketErrors":%d,"timeouts":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write, errors.timeout))
end
