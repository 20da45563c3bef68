-- The list of a frontend: all but errors, newest first, a hundred a page. Where it begins varies: a page that is repeated measures a cache.
local key = os.getenv("KEY")
local next = 0

request = function()
  next = next + 1
  return wrk.format(
    "GET",
    "/images?%24filter=status%20ne%20%27Er%27&%24orderby=createdOn%20desc&%24top=100&%24skip=" .. next % 20,
    { ["X-API-KEY"] = key }
  )
end
