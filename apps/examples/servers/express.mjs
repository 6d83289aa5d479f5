// node express.mjs FOLDER: serves the built app of that folder with its chat and its feedback.
import { createNodeListener } from '@message-feedback/proxy/node';
import express from 'express';
import { chat } from './chat.mjs';
import { proxy } from './feedback.mjs';

express()
  .use('/api/message-feedback', createNodeListener(proxy))
  .use('/api/chat', createNodeListener({ fetch: chat }))
  .use(express.static(process.argv[2]))
  .listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
