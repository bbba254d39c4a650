import { expect, test } from 'vitest'
import { outcomesOf, readAll } from './read-all.js'

const ada = 'ada@example.com'
const grace = 'grace@example.org'

test.each([
  [
    'a session of psql',
    `shop=# select * from users;\n id |       email       | name \n----+-------------------+------\n  1 | ${ada}   | Ada\n  2 | ${grace} | \n(2 rows)\n\nshop=# \\q\n`,
    [4, 5],
  ],
  [
    'a session of mysql, with a user called mysql',
    `mysql> select * from users;\n+----+-------------------+-------+\n| id | email             | name  |\n+----+-------------------+-------+\n|  1 | ${ada}   | Ada   |\n|  2 | ${grace} | mysql |\n+----+-------------------+-------+\n2 rows in set (0.00 sec)\n\nmysql> exit\n`,
    [5, 6],
  ],
  [
    'sqlite3 .mode box',
    `┌────┬───────────────────┬──────┐\n│ id │       email       │ name │\n├────┼───────────────────┼──────┤\n│ 1  │ ${ada}   │ Ada  │\n│ 2  │ ${grace} │ a|b  │\n└────┴───────────────────┴──────┘\n`,
    [4, 5],
  ],
  [
    'DuckDB, which writes types under the names',
    `┌───────┬───────────────────┬─────────┐\n│  id   │       email       │  name   │\n│ int64 │      varchar      │ varchar │\n├───────┼───────────────────┼─────────┤\n│     1 │ ${ada}   │ Ada     │\n│     2 │ ${grace} │ Grace   │\n└───────┴───────────────────┴─────────┘\n`,
    [5, 6],
  ],
  [
    'a heavy header',
    `┏━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━┓\n┃ id ┃ email             ┃ name  ┃\n┡━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━┩\n│ 1  │ ${ada}   │ Ada   │\n│ 2  │ ${grace} │ Grace │\n└────┴───────────────────┴───────┘\n`,
    [4, 5],
  ],
  [
    'Markdown with a bar in a name',
    `# Users\n\n| id | email | name |\n| --- | :---: | ---: |\n| 1 | ${ada} | Ada \\| L |\n| 2 | ${grace} | Grace |\n`,
    [5, 6],
  ],
])('reads %s', async (_, text, lines) => {
  const outcomes = outcomesOf(await readAll(text))
  expect(outcomes.map(([line]) => line)).toEqual(lines)
  expect(outcomes.map(([, record]) => record)).toMatchObject([
    { id: '1', email: ada },
    { id: '2', email: grace },
  ])
})
