-- The first ten of a list. Where it begins varies: a page that is repeated measures a cache.
local key = os.getenv("KEY")
local next = 0

request = function()
  next = next + 1
  return wrk.format("GET", "/images?%24top=10&%24skip=" .. next % 20, { ["X-API-KEY"] = key })
end
