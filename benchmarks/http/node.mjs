import { serve } from '@hono/node-server'
import { app } from './hono.mjs'

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => console.log(info.port))
