package dev.steward.audit;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Goes through links in the order of chain and position, and remembers no more than the last. */
final class ChainWalk {

  private String chain = "";
  private long position;
  private byte[] hash = new byte[ChainHash.LENGTH];
  private byte[] digest = new byte[ChainHash.LENGTH];
  private long chains;
  private long entries;
  private @Nullable Fault fault;

  /** @param row a link and its entry, where that exists */
  void next(ResultSet row) throws SQLException {
    if (!row.getString("chain").equals(chain)) {
      chain = row.getString("chain");
      position = 0;
      hash = new byte[ChainHash.LENGTH];
      chains++;
    }
    position++;
    long entryId = row.getLong("entry_id");
    if (row.getLong("position") != position) {
      fault = new Fault(Fault.Kind.missing, chain, position, null);
    } else if (row.getObject("id") == null) {
      fault = new Fault(Fault.Kind.missing, chain, position, entryId);
    } else {
      check(row, StoredEntry.of(row));
    }
    entries++;
  }

  private void check(ResultSet row, StoredEntry entry) throws SQLException {
    digest = ChainHash.ofEntry(entry);
    var linked = ChainHash.ofLink(chain, position, digest, hash);
    hash = row.getBytes("hash");
    if (!MessageDigest.isEqual(digest, row.getBytes("digest"))) {
      fault = new Fault(Fault.Kind.changed, chain, position, entry.id());
    } else if (!entry.chain().equals(chain) || !MessageDigest.isEqual(linked, hash)) {
      fault = new Fault(Fault.Kind.moved, chain, position, entry.id());
    }
  }

  /** The first one; the walk is over then. */
  @Nullable
  Fault fault() {
    return fault;
  }

  /** Of the last entry, as it is now. */
  byte[] digest() {
    return digest.clone();
  }

  long chains() {
    return chains;
  }

  long entries() {
    return entries;
  }
}
