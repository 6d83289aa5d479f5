import { Popover } from '@base-ui-components/react/popover';
import { Toggle } from '@base-ui-components/react/toggle';
import { ToggleGroup } from '@base-ui-components/react/toggle-group';

export const Host = ({ children }) => children;
export const detailsButton = '[aria-label="Bad response"]';

export const Row = () => (
  <Popover.Root>
    <ToggleGroup aria-label="Rate this response">
      <Toggle value="like" aria-label="Good response">
        👍
      </Toggle>
      <Popover.Trigger render={<Toggle value="dislike" aria-label="Bad response" />}>👎</Popover.Trigger>
    </ToggleGroup>
    <Popover.Portal>
      <Popover.Positioner>
        <Popover.Popup>
          <textarea aria-label="Comment" />
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  </Popover.Root>
);
