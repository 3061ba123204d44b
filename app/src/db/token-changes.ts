import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { TokenChangeSet, TokenFamily } from '../users/ports';

const INSERT_FAMILY = `
  INSERT INTO token_families (id, user_id, created_at, expires_at) VALUES ($id, $userId, $createdAt, $expiresAt)`;

const INSERT_TOKEN =
  'INSERT INTO refresh_tokens (token_hash, family_id, issued_at) VALUES ($tokenHash, $familyId, $issuedAt)';

// The family alone is locked here, and the token looked at by a later statement: one that had waited for the lock would
// still see the token as it was before the wait.
const LOCK_FAMILY = `
  SELECT id, user_id AS "userId", created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"
    FROM token_families
   WHERE id = (SELECT family_id FROM refresh_tokens WHERE token_hash = $tokenHash)
     FOR UPDATE`;

const USE_TOKEN = `
  UPDATE refresh_tokens SET used_at = $usedAt WHERE token_hash = $tokenHash AND used_at IS NULL RETURNING family_id`;

const REVOKE_FAMILY = 'UPDATE token_families SET revoked_at = $revokedAt WHERE id = $familyId';

const DELETE_EXPIRED = `
  DELETE FROM token_families
   WHERE id IN (SELECT id FROM token_families WHERE expires_at <= $expiredBy LIMIT $limit FOR UPDATE SKIP LOCKED)`;

/** The writes of one transaction on the tables of tokens. */
export function tokenChanges(sequelize: Sequelize, transaction: Transaction): TokenChangeSet {
  return {
    async insertFamily({ id, userId, createdAt, expiresAt }) {
      await sequelize.query(INSERT_FAMILY, { transaction, bind: { id, userId, createdAt, expiresAt } });
    },
    async insertRefreshToken(tokenHash, familyId, issuedAt) {
      await sequelize.query(INSERT_TOKEN, { transaction, bind: { tokenHash, familyId, issuedAt } });
    },
    async lockFamilyOf(tokenHash) {
      const [family] = await sequelize.query<TokenFamily>(LOCK_FAMILY, {
        type: QueryTypes.SELECT,
        transaction,
        bind: { tokenHash },
      });
      return family;
    },
    async useRefreshToken(tokenHash, usedAt) {
      const bind = { tokenHash, usedAt };
      const used = await sequelize.query(USE_TOKEN, { type: QueryTypes.SELECT, transaction, bind });
      return used.length === 1;
    },
    async revokeFamily(familyId, revokedAt) {
      await sequelize.query(REVOKE_FAMILY, { transaction, bind: { familyId, revokedAt } });
    },
    async deleteExpiredFamilies(expiredBy, limit) {
      await sequelize.query(DELETE_EXPIRED, { transaction, bind: { expiredBy, limit } });
    },
  };
}
