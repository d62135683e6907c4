package dev.steward.model;

/** Something that answers a conversation. */
interface ChatModel {
  /**
   * One attempt.
   *
   * @throws ModelFault where there is no usable answer
   */
  ModelAnswer answer(ModelRequest request);
}
