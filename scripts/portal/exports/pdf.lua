-- Hands on to typst what `paper.py` marked: <div data-typst="slip()">…</div> becomes #slip()[…].

local function wrapped(element, raw)
  local call = element.attributes.typst
  local content = element.content
  if not call then return content end -- else it would be a block of its own, in which no page can end
  content:insert(1, raw("typst", "#" .. call .. "["))
  content:insert(raw("typst", "]"))
  return content
end

function Div(element) return wrapped(element, pandoc.RawBlock) end

function Span(element) return wrapped(element, pandoc.RawInline) end

-- Nothing refers to a heading by its label; two headings of one name would give one label twice.
function Header(element)
  element.identifier = ""
  return element
end

-- pandoc writes ’ as ', and typst would make an opening ‘ of it before a comma.
function Str(element)
  if not element.text:find("’", 1, true) then return nil end
  local parts = pandoc.Inlines {}
  for before in element.text:gmatch("(.-)’") do
    parts:insert(pandoc.Str(before))
    parts:insert(pandoc.RawInline("typst", "\\u{2019}"))
  end
  parts:insert(pandoc.Str(element.text:match(".*’(.*)$")))
  return parts
end
