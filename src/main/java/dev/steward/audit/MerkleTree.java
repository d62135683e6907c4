package dev.steward.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A tree of hashes as RFC 6962 has it: the root stands for all leaves, and a path of a few hashes shows that one is among them. */
final class MerkleTree {

  private final List<byte[]> leaves;

  /** @param leaves their contents, in their order */
  MerkleTree(List<byte[]> leaves) {
    this.leaves = leaves
      .stream()
      .map(leaf -> hash((byte) 0, leaf, new byte[0]))
      .toList();
  }

  byte[] root() {
    return leaves.isEmpty() ? ChainHash.sha256(new byte[0]) : root(0, leaves.size());
  }

  /** The hashes beside the way from a leaf to the root, from the leaf on. */
  List<byte[]> path(int leaf) {
    var path = new ArrayList<byte[]>();
    collect(leaf, 0, leaves.size(), path);
    return path;
  }

  private void collect(int leaf, int from, int to, List<byte[]> path) {
    if (to - from == 1) {
      return;
    }
    int middle = from + half(to - from);
    if (leaf < middle) {
      collect(leaf, from, middle, path);
      path.add(root(middle, to));
    } else {
      collect(leaf, middle, to, path);
      path.add(root(from, middle));
    }
  }

  private byte[] root(int from, int to) {
    if (to - from == 1) {
      return leaves.get(from);
    }
    int middle = from + half(to - from);
    return hash((byte) 1, root(from, middle), root(middle, to));
  }

  /** The greatest power of two below. */
  private static int half(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static byte[] hash(byte kind, byte[] left, byte[] right) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(kind);
    bytes.writeBytes(left);
    bytes.writeBytes(right);
    return ChainHash.sha256(bytes.toByteArray());
  }
}
