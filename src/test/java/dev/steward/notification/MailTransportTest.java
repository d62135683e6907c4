package dev.steward.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.outbound.Reach;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskNotice;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What is said of a mail that was not simply sent: sent twice and not sent at all are both wrong. */
class MailTransportTest {

  private static final Address[] NOBODY = {};

  @Test
  void takesAMailAsSentWhereOnlyTheGoodbyeFailed() {
    assertThat(
      sending(new MailSendException("Failed to close", new MessagingException(), Map.of()))
    ).isInstanceOf(Sending.Accepted.class);
  }

  @Test
  void triesAgainWhereNothingWasSent() {
    var mail = new JavaMailSenderImpl().createMimeMessage();
    assertThat(
      sending(
        new MailSendException(
          "Connection failed",
          new MessagingException(),
          Map.of(mail, new MessagingException())
        )
      )
    ).isInstanceOf(Sending.NotAccepted.class);
    assertThat(sending(new MailAuthenticationException("No"))).isInstanceOf(
      Sending.NotAccepted.class
    );
    assertThat(sending(failed(refusal(451)))).isInstanceOf(Sending.NotAccepted.class);
  }

  @Test
  void givesUpWhatTheServerRefusesForGood() {
    assertThat(sending(failed(refusal(550)))).isEqualTo(
      new Sending.Refused("The mail server refused the mail with 550")
    );
  }

  @Test
  void doesNotPretendToKnowWhereTheConnectionBroke() {
    assertThat(
      sending(failed(new MessagingException("Broken", new IOException("reset"))))
    ).isInstanceOf(Sending.Unknown.class);
  }

  @Test
  void sendsNothingToSomebodyWithoutAnAddress() {
    assertThat(sending(null, null)).isInstanceOf(Sending.Refused.class);
  }

  private static SMTPSendFailedException refusal(int code) {
    return new SMTPSendFailedException("DATA", code, "No", null, NOBODY, NOBODY, NOBODY);
  }

  private static MailSendException failed(Exception cause) {
    return new MailSendException(Map.of(new JavaMailSenderImpl().createMimeMessage(), cause));
  }

  private static Sending sending(MailException failure) {
    return sending(failure, "paula@steward.example");
  }

  private static Sending sending(@Nullable MailException failure, @Nullable String address) {
    var sender = new JavaMailSenderImpl() {
      @Override
      public void send(MimeMessage mail) {
        if (failure != null) {
          throw failure;
        }
      }
    };
    var people = new People() {
      @Override
      public Optional<Actor> find(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<String> email(String name) {
        return Optional.ofNullable(address);
      }
    };
    var properties = new NotificationProperties(
      URI.create("http://localhost"),
      new NotificationProperties.Mail("steward@steward.example"),
      new NotificationProperties.Webhook(null, "", Reach.PUBLIC, Duration.ZERO),
      1,
      Duration.ZERO,
      Duration.ZERO,
      Duration.ZERO
    );
    return new MailTransport(
      new StaticListableBeanFactory(Map.of("sender", sender)).getBeanProvider(JavaMailSender.class),
      people,
      properties
    ).send(message());
  }

  private static Message message() {
    var task = new OpenTask(
      "1",
      "Check",
      null,
      TaskKind.USER,
      "paper",
      "Paper",
      "2",
      null,
      "check",
      List.of("sales"),
      List.of(),
      null,
      null,
      false,
      null,
      Instant.EPOCH,
      null,
      50,
      null,
      "3",
      null
    );
    var delivery = new Delivery(
      UUID.randomUUID(),
      Channel.MAIL,
      "paula",
      1,
      new About.Task(TaskNotice.Kind.ARRIVED, "1", null),
      Instant.EPOCH
    );
    return new Message(
      delivery,
      task,
      "Check",
      "New task",
      "Why",
      "Due",
      URI.create("http://localhost")
    );
  }
}
