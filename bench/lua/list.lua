-- The list of a frontend: all but errors, newest first, a hundred a page. The second condition varies the constants, not the rows.
local key = os.getenv("KEY")
local next = 0

request = function()
  next = next + 1
  return wrk.format(
    "GET",
    "/images?%24filter=status%20ne%20%27Er%27%20and%20numLinks%20lt%20" .. (1000000 + next % 1000)
      .. "&%24orderby=createdOn%20desc&%24top=100",
    { ["X-API-KEY"] = key }
  )
end
