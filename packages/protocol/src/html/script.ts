/**
 * What a report does in a browser, without any library: search hides what does not match, the head of a column sorts by
 * it, printing opens everything. Without scripts the page is complete, only not searchable.
 */
export const script = `
(function () {
  'use strict'
  var search = document.getElementById('search')
  var found = document.getElementById('found')
  var sections = Array.prototype.slice.call(document.querySelectorAll('details'))
  document.querySelector('.tools').hidden = false

  function itemsOf(section) {
    return Array.prototype.slice.call(section.querySelectorAll('tbody tr, .values > div'))
  }
  function apply() {
    var words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
    var matches = 0
    sections.forEach(function (section) {
      var shown = 0
      itemsOf(section).forEach(function (item) {
        var text = item.textContent.toLowerCase()
        var hit = words.every(function (word) { return text.indexOf(word) >= 0 })
        item.hidden = !hit
        if (hit) shown += 1
      })
      matches += shown
      if (!('was' in section.dataset) && words.length > 0) section.dataset.was = section.open ? 'open' : ''
      section.hidden = words.length > 0 && shown === 0
      if (words.length > 0) section.open = shown > 0
      else if ('was' in section.dataset) {
        section.open = section.dataset.was === 'open'
        delete section.dataset.was
      }
    })
    found.textContent = words.length === 0 ? '' : matches === 1 ? '1 match' : matches + ' matches'
  }
  search.addEventListener('input', apply)

  var compare = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare
  function keyOf(row, column) {
    var cell = row.children[column]
    return cell.dataset.v === undefined ? cell.textContent : cell.dataset.v
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('th button') : null
    if (!button) return
    var head = button.parentNode
    var heads = Array.prototype.slice.call(head.parentNode.children)
    var column = heads.indexOf(head)
    var down = head.getAttribute('aria-sort') === 'ascending'
    heads.forEach(function (other) { other.removeAttribute('aria-sort') })
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
    var body = head.closest('table').tBodies[0]
    Array.prototype.slice.call(body.rows)
      .map(function (row) { return [keyOf(row, column), row] })
      .sort(function (a, b) {
        if (a[0] === '' || b[0] === '') return a[0] === b[0] ? 0 : a[0] === '' ? 1 : -1
        return down ? compare(b[0], a[0]) : compare(a[0], b[0])
      })
      .forEach(function (pair) { body.appendChild(pair[1]) })
  })

  function openAt(hash) {
    var section = hash.length > 1 ? document.getElementById(hash.slice(1)) : null
    if (section && section.tagName === 'DETAILS') section.open = true
  }
  window.addEventListener('hashchange', function () { openAt(location.hash) })
  openAt(location.hash)
  var closed = []
  window.addEventListener('beforeprint', function () {
    closed = sections.filter(function (section) { return !section.open })
    closed.forEach(function (section) { section.open = true })
  })
  window.addEventListener('afterprint', function () {
    closed.forEach(function (section) { section.open = false })
  })
})()
`
