/** The focused element in this node's tree. Inside a shadow root, the document knows only its host. */
export function focusedNear(node: Node): Element | null {
  return (node.getRootNode() as Document | ShadowRoot).activeElement ?? null;
}

/** The element around a node, which for the top of a shadow root is its host. */
export function parentOf(node: Node): Element | null {
  return node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null;
}

/** The element in which this one is drawn, which for a slot's content is the slot. */
export function flatTreeParentOf(element: Element): Element | null {
  return element.assignedSlot ?? parentOf(element);
}

/** Whether the element is this node or contains it, even across shadow roots. */
export function containsNode(element: Element, node: Node): boolean {
  for (let inner: Node | null = node; inner !== null; inner = parentOf(inner)) {
    if (inner === element) return true;
  }
  return false;
}
