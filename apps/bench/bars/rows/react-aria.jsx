import {
  Button,
  Dialog,
  DialogTrigger,
  Popover,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';

export const Host = ({ children }) => children;
export const detailsButton = '[aria-label="Add details"]';

export const Row = () => (
  <>
    <ToggleButtonGroup aria-label="Rate this response" selectionMode="single">
      <ToggleButton id="like" aria-label="Good response">
        👍
      </ToggleButton>
      <ToggleButton id="dislike" aria-label="Bad response">
        👎
      </ToggleButton>
    </ToggleButtonGroup>
    <DialogTrigger>
      <Button aria-label="Add details">✎</Button>
      <Popover>
        <Dialog aria-label="Details">
          <textarea aria-label="Comment" />
        </Dialog>
      </Popover>
    </DialogTrigger>
  </>
);
