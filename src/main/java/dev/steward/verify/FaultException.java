package dev.steward.verify;

/** What is wrong with a bundle: in which file, where in it, and how. */
final class FaultException extends Exception {

  private static final long serialVersionUID = 1;

  /** @param position such as a line; empty where the file as a whole is meant */
  FaultException(String kind, String file, String position) {
    super(position.isEmpty() ? kind + ": " + file : kind + ": " + file + ", " + position);
  }
}
