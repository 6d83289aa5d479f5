import ResponseActions from '@patternfly/chatbot/dist/esm/ResponseActions/ResponseActions';

export const Host = ({ children }) => children;

export const Row = () => <ResponseActions persistActionSelection actions={{ positive: {}, negative: {} }} />;
