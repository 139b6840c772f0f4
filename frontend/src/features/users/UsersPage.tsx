// Under construction.
export const UsersPage = () => <p />;
