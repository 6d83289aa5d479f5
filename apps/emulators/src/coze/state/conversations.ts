import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './coze-state.ts';
import type { CozeRegion } from './tokens.ts';

export function createConversations(database: EmulatorDatabase, now: Clock, nextId: () => string) {
  return {
    /** Only its creator finds it, and only in its region. */
    find: (id: string, { region, creator }: Owner) =>
      database.row<ConversationRow>(
        'SELECT * FROM coze_conversations WHERE id = ? AND region = ? AND creator = ?',
        id,
        region,
        creator,
      ),
    newest: (limit: number) =>
      database.rows<ConversationRow>('SELECT * FROM coze_conversations ORDER BY rowid DESC LIMIT ?', limit),
    create(conversation: NewConversation): ConversationRow {
      const time = now();
      const row: ConversationRow = {
        id: nextId(),
        region: conversation.region,
        bot_id: conversation.botId,
        creator: conversation.creator,
        account: conversation.account,
        name: conversation.name,
        meta_data: JSON.stringify(conversation.metaData),
        section_id: nextId(),
        connector_id: conversation.connectorId,
        created_at: time,
        updated_at: time,
      };
      const places = Object.keys(row).fill('?').join(', ');
      database.run(`INSERT INTO coze_conversations VALUES (${places})`, ...Object.values(row));
      return row;
    },
    touch: (id: string) =>
      database.run('UPDATE coze_conversations SET updated_at = ? WHERE id = ?', now(), id),
    rename: (id: string, name: string) =>
      database.run('UPDATE coze_conversations SET name = ?, updated_at = ? WHERE id = ?', name, now(), id),
    /** With all that was said in it. */
    delete: (id: string) =>
      database.atOnce(() => {
        database.run('DELETE FROM coze_conversations WHERE id = ?', id);
        for (const table of ['chats', 'messages', 'feedbacks']) {
          database.run(`DELETE FROM coze_${table} WHERE conversation_id = ?`, id);
        }
      }),
    /** One more than `size` when there are more; pages count from 1. */
    page: ({ region, creator }: Owner, { botId, connectorId, ascending, page, size }: ConversationPage) =>
      database.rows<ConversationRow>(
        `SELECT * FROM coze_conversations WHERE region = ? AND creator = ? AND bot_id = ? AND connector_id = ?
         ORDER BY rowid ${ascending ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`,
        region,
        creator,
        botId,
        connectorId,
        size + 1,
        (page - 1) * size,
      ),
  };
}

export interface Owner {
  readonly region: CozeRegion;
  readonly creator: string;
}

export interface ConversationRow {
  readonly id: string;
  readonly region: CozeRegion;
  readonly bot_id: string | null;
  readonly creator: string;
  readonly account: string;
  readonly name: string;
  readonly meta_data: string;
  readonly section_id: string;
  readonly connector_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewConversation extends Owner {
  readonly botId: string | null;
  readonly account: string;
  readonly name: string;
  readonly metaData: object;
  readonly connectorId: string;
}

interface ConversationPage {
  readonly botId: string;
  readonly connectorId: string;
  readonly ascending: boolean;
  readonly page: number;
  readonly size: number;
}

/** The channel of conversations made over the API. */
export const API_CONNECTOR = '1024';
