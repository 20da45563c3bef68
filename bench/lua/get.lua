-- One image after the other, of those that the file REFERENCES names: a request that is repeated measures a cache.
local references = {}
for line in io.lines(os.getenv("REFERENCES")) do
  table.insert(references, line)
end
local key = os.getenv("KEY")
local before = os.getenv("BEFORE")
local after = os.getenv("AFTER")
local next = 0

request = function()
  next = next + 1
  return wrk.format("GET", before .. references[next % #references + 1] .. after, { ["X-API-KEY"] = key })
end
