package dev.steward.notification;

import dev.steward.identity.People;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Mail, one message a person, through the server that {@code spring.mail} names. */
@Component
@ConditionalOnProperty("steward.notification.mail.from")
class MailTransport implements Transport {

  private static final int PERMANENT = 500;

  private final JavaMailSender sender;
  private final People people;
  private final NotificationProperties properties;

  MailTransport(
    ObjectProvider<JavaMailSender> sender,
    People people,
    NotificationProperties properties
  ) {
    this.sender = sender.getIfAvailable(() -> {
      throw new IllegalStateException(
        "steward.notification.mail.from is set, but spring.mail.host is not"
      );
    });
    this.people = people;
    this.properties = properties;
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  @Override
  public boolean mayRepeat() {
    return false;
  }

  @Override
  public Sending send(Message message) {
    var address = people.email(message.delivery().recipient());
    if (address.isEmpty()) {
      return new Sending.Refused("This person has no address any more");
    }
    try {
      var mail = sender.createMimeMessage();
      var helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
      helper.setFrom(properties.mail().from());
      helper.setTo(address.get());
      helper.setSubject(message.subject());
      helper.setText(message.text());
      mail.setHeader("Message-ID", "<" + message.delivery().id() + "@steward>");
      // Nobody's absence note should answer it.
      mail.setHeader("Auto-Submitted", "auto-generated");
      sender.send(mail);
      return new Sending.Accepted();
    } catch (MessagingException e) {
      return new Sending.Refused("The mail cannot be written: " + e.getClass().getSimpleName());
    } catch (MailAuthenticationException e) {
      return new Sending.NotAccepted("The mail server does not accept our sign-in");
    } catch (MailSendException e) {
      return outcome(e);
    } catch (MailException e) {
      return new Sending.Unknown("The mail failed: " + e.getClass().getSimpleName());
    }
  }

  private static Sending outcome(MailSendException e) {
    // Only what fails before or after the sending has a cause of its own.
    if (e.getCause() != null) {
      // Without a failed message it was the goodbye, after the server had taken the mail.
      return e.getFailedMessages().isEmpty()
        ? new Sending.Accepted()
        : new Sending.NotAccepted("There is no connection to the mail server");
    }
    var cause = e.getMessageExceptions()[0];
    return switch (cause) {
      case SMTPSendFailedException refused -> refused(refused.getReturnCode());
      case SMTPAddressFailedException refused -> refused(refused.getReturnCode());
      case SendFailedException refused when (
        refused.getNextException() instanceof SMTPAddressFailedException address
      ) -> refused(address.getReturnCode());
      case SendFailedException refused -> new Sending.NotAccepted(
        "The mail server has not taken the mail"
      );
      default -> new Sending.Unknown("The mail server did not answer to the end");
    };
  }

  private static Sending refused(int code) {
    var reason = "The mail server refused the mail with " + code;
    return code >= PERMANENT ? new Sending.Refused(reason) : new Sending.NotAccepted(reason);
  }
}
