import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CssBaseline from '@mui/material/CssBaseline';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });
const theme = createTheme({ colorSchemes: { light: true, dark: true } });

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

function Chat() {
  const [turns, setTurns] = useState<Turn[]>([]);

  async function send(form: FormData) {
    const question = String(form.get('question'));
    const id = crypto.randomUUID();
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  return (
    <>
      <DialogTitle>Assistant</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          {turns.map(({ id, question, messageId, text }) => (
            <Stack key={id} spacing={2}>
              <Typography sx={{ alignSelf: 'end' }}>{question}</Typography>
              <Paper variant="outlined" sx={{ p: 2 }}>
                <Typography sx={{ whiteSpace: 'pre-wrap' }}>{text}</Typography>
                <FeedbackBar
                  message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }}
                />
              </Paper>
            </Stack>
          ))}
        </Stack>
      </DialogContent>
      <Box component="form" action={send} sx={{ display: 'flex', gap: 1, p: 2 }}>
        <TextField name="question" label="Your question" size="small" fullWidth required />
        <Button type="submit" variant="contained">
          Ask
        </Button>
      </Box>
    </>
  );
}

function App() {
  const [open, setOpen] = useState(true);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <FeedbackProvider submit={submit}>
        <Button onClick={() => setOpen(true)}>Help</Button>
        <Dialog open={open} onClose={() => setOpen(false)} fullWidth maxWidth="sm">
          <Chat />
        </Dialog>
      </FeedbackProvider>
    </ThemeProvider>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(<App />);
