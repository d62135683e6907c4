package dev.steward.adversary;

import java.util.Locale;

/** The way by which an instruction reaches a model. */
enum Vector {
  START_VARIABLE,
  TICKET,
  DOCUMENT,
  WEB_PAGE,
  DIRECTORY,
  CRM_NOTE,
  MAIL,
  PURCHASE_ORDER,
  MASTER_DATA,
  PATIENT_RECORD,
  REPLY,
  /** A person pastes it into a form, or into the reason for a rejection. */
  FORM_ANSWER,
  /** As a server would describe a tool that it has changed since. */
  TOOL_DESCRIPTION,
  /** The first agent is the attacker's own, and what it answers is what the others read. */
  EARLIER_AGENT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
