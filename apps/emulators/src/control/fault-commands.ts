import type { Hono } from 'hono';
import type { FaultRules } from '../faults/fault-rules.ts';
import { faultRuleSchema } from '../faults/fault-schema.ts';
import { readCommand, refusal } from './read-command.ts';

export function addFaultCommands(app: Hono, rules: FaultRules): void {
  app.get('/faults', (context) => context.json({ faults: rules.list() }));
  app.post('/faults', async (context) => {
    const rule = await readCommand(context, faultRuleSchema);
    return context.json(rules.add(rule), 201);
  });
  app.delete('/faults', (context) => {
    rules.clear();
    return context.body(null, 204);
  });
  app.delete('/faults/:id', (context) => {
    const id = Number(context.req.param('id'));
    if (!rules.remove(id)) {
      throw refusal(
        404,
        'There is no such fault rule; it may be used up. GET /__emulator/faults lists them.',
      );
    }
    return context.body(null, 204);
  });
}
