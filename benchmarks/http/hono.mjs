// The users API on Hono, for Bun and for Node: what UsersServer.java is on the toolkit.
import { Hono } from 'hono'
import { validator } from 'hono/validator'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

// Checked by hand: the cheapest validation that Hono has.
const newUser = validator('json', (body, c) => {
  const { name, email } = body ?? {}
  const violations = []
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    violations.push({ pointer: '/name', message: 'must have 1 to 100 characters' })
  }
  if (typeof email !== 'string' || email.length > 254 || !EMAIL.test(email)) {
    violations.push({ pointer: '/email', message: 'must be an email address' })
  }
  return violations.length > 0 ? c.json({ status: 422, errors: violations }, 422) : { name, email }
})

export const app = new Hono()
  .get('/users/:id{[0-9]+}', (c) => {
    const id = Number(c.req.param('id'))
    return c.json({ id, name: 'Ada Lovelace', email: 'ada@example.com' })
  })
  .post('/users', newUser, (c) => {
    const user = { id: 1, ...c.req.valid('json') }
    c.header('Location', '/users/1')
    return c.json(user, 201)
  })
