-- One image after the other, of those that the file REFERENCES names: a request that is repeated measures a cache.
local references = {}
for line in io.lines(os.getenv("REFERENCES")) do
  table.insert(references, line)
end
local key = os.getenv("KEY")
local next = 0

request = function()
  next = next + 1
  return wrk.format("GET", "/images(" .. references[next % #references + 1] .. ")", { ["X-API-KEY"] = key })
end
