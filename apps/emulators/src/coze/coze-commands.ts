import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refusal } from '../control/read-command.ts';
import { addCozeMessageCommand, whose } from './coze-message-command.ts';
import type { CozeService } from './coze-service.ts';
import { presentOauthApp, presentToken } from './coze-view.ts';
import { createKeyPair, keyIdOf } from './oauth/create-key-pair.ts';
import { COZE_SCOPES } from './state/default-access.ts';
import { TOKEN_KINDS } from './state/tokens.ts';

/** What the control API can do to the emulated Coze beside its settings. */
export function addCozeCommands(app: Hono, service: CozeService): void {
  const { state, events, now } = service;
  addCozeMessageCommand(app, service);

  app.post('/coze/tokens', async (context) => {
    const command = await readCommand(context, newTokenSchema);
    const created = state.tokens.create({
      token: command.token ?? `${PREFIXES[command.kind]}_${randomBytes(32).toString('base64url')}`,
      region: command.region,
      kind: command.kind,
      account: command.account,
      session_name: command.sessionName ?? null,
      scopes: JSON.stringify(command.scopes),
      expires_at: command.expiresIn === undefined ? null : now() + command.expiresIn * 1000,
    });
    events.publish('state');
    return context.json(presentToken(created), 201);
  });

  app.patch('/coze/oauth-apps/:id', async (context) => {
    const { active } = await readCommand(context, v.strictObject({ active: v.boolean() }));
    state.oauthApps.setActive(context.req.param('id'), active);
    const changed = findApp(context.req.param('id'));
    events.publish('state');
    return context.json(presentOauthApp(changed, state.oauthApps.keyIdsOf(changed.id)));
  });

  app.post('/coze/oauth-apps/:id/keys', async (context) => {
    const command = await readCommand(context, newKeySchema);
    const { id } = findApp(context.req.param('id'));
    const created = command.publicKey === undefined ? await createKeyPair() : undefined;
    const publicKey = created?.publicKey ?? command.publicKey ?? '';
    const keyId = keyIdOf(publicKey);
    if (!keyId) throw refusal(400, 'The `publicKey` is no RSA public key. Give one in PEM, as SPKI.');
    state.oauthApps.addKey({ key_id: keyId, app_id: id, public_key: publicKey });
    events.publish('state');
    return context.json({ appId: id, keyId, ...created }, 201);
  });

  app.put('/coze/quota', async (context) => {
    const { callsLeft } = await readCommand(context, quotaSchema);
    state.quota.set(callsLeft);
    events.publish('state');
    return context.json({ callsLeft });
  });

  function findApp(id: string) {
    const found = state.oauthApps.byId(id);
    if (found) return found;
    throw refusal(404, 'There is no such OAuth app. GET /__emulator/state lists them under coze.');
  }
}

const PREFIXES = { personal: 'pat', service: 'sat', oauth: 'czs' } as const;

const newTokenSchema = v.pipe(
  v.strictObject({
    ...whose,
    token: v.optional(v.pipe(v.string(), v.regex(/^\S+$/, 'A token is text without spaces.'))),
    kind: v.optional(v.picklist(TOKEN_KINDS), 'oauth'),
    scopes: v.optional(v.array(v.picklist(COZE_SCOPES)), [...COZE_SCOPES]),
    /** Seconds. */
    expiresIn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.forward(
    v.check(
      ({ kind, sessionName }) => kind === 'oauth' || sessionName === undefined,
      'Only an oauth token stands for a session.',
    ),
    ['sessionName'],
  ),
);

const newKeySchema = v.strictObject({ publicKey: v.optional(v.string()) });

const quotaSchema = v.strictObject({
  callsLeft: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
