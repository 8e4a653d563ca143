//! The phrases, `|` between them.

use super::super::Reason::{self, *};

/// Whole lines, in lower case, without the marks around them.
pub(super) const LINES: &[(Reason, &str)] = &[
    (
        Advertisement,
        "advertisement|advertising|advert|ad|ads|sponsored|sponsored content|promoted|paid content|\
         continue reading below|story continues below advertisement|article continues below|\
         story continues below|scroll to continue|publicidade|publicidad|publicité|pubblicità|anzeige|\
         werbung|reklama|реклама|広告|广告|إعلان|advertorial|skip ad|report this ad|\
         continue reading the main story|promoted stories|paid post|from our sponsor|sponsored links|\
         ad feedback|click here to support it",
    ),
    (
        Share,
        "share|facebook|twitter|x|email|e-mail|print|reddit|flipboard|pocket|whatsapp|linkedin|pinterest|\
         tumblr|telegram|messenger|google+|tweet|pin|pin it|copy link|copy url|link copied|\
         link was copied!|save|save article|bookmark|follow|follow us|like|share tweet|tweet share|\
         share this|share this article|share this story|share on facebook|share on twitter|share on x|\
         print this page|shares|partager|compartir|compartilhar|teilen|condividi|drucken|imprimer|imprimir|\
         stampa|instagram|youtube|gift article|listen|listen to this article|text size|font size|加入收藏|分享|分享到微信|分享到微博|分享到|微信|\
         微博|シェアする|共有|ツイートする|공유|공유하기|페이스북|카카오톡|teilen auf facebook|per e-mail teilen|partager sur facebook|\
         envoyer par e-mail|compartir en facebook|condividi su facebook|compartilhe|поделиться|\
         シェア|ツイート|شارك|انشر|share via|more sharing options|print article",
    ),
    (
        Comments,
        "comments|comment|leave a comment|leave a reply|post a comment|view comments|show comments|\
         add comment|reader comments|join the conversation|join the discussion|comments are closed|\
         no comments|reply|report|log in to comment|your email address will not be published|\
         commentaires|kommentare|comentarios|comentários|commenti|комментарии|コメント|评论|التعليقات|\
         load comments|leave comments|conversation|sort by best|view all comments|responses|\
         notify me of new posts by email|cancel reply|post comment",
    ),
    (
        Related,
        "related|related articles|related article|related stories|related story|related news|\
         related posts|related content|related topics|related links|related coverage|related video|\
         related videos|see also|read also|also read|featured stories|editor's picks|editor’s picks|\
         editors' picks|editors’ picks|editors' recommendations|don't miss|don’t miss|lire aussi|\
         à lire aussi|lesen sie auch|mehr zum thema|leggi anche|lee también|leia também|leia mais|\
         te puede interesar|читайте также|по теме|関連記事|あわせて読みたい|関連ニュース|관련기사|관련 기사|διαβάστε επίσης|σχετικά άρθρα|עוד בנושא|قد يهمك|\
         más información|para saber más|per saperne di più|pour aller plus loin|mehr lesen|اقرأ أيضاً|ข่าวที่เกี่ยวข้อง|相关阅读|相关新闻|اقرأ أيضا|latest videos|top videos|\
         2 related|in this article|on this topic|more on this|more on this story|more on this topic|\
         explore more|dig deeper|go deeper|further reading",
    ),
    (
        MoreStories,
        "recommended|recommended for you|most popular|most read|most viewed|most recent|trending|\
         trending now|trending stories|trending news|popular|popular now|popular stories|top stories|\
         latest|latest news|latest stories|more stories|more news|more from|you may also like|\
         you might also like|you may like|read next|up next|next up|next article|previous article|\
         next story|previous story|previous next|what to read next|more for you|around the web|\
         from the web|from around the web|paid content by|more|recent posts|recent stories|\
         recent articles|recent news|post navigation|in case you missed it|must read|le plus lu|\
         les plus lus|meistgelesen|lo más leído|mais lidas|i più letti|самое читаемое|人気記事|热门|\
         الأكثر قراءة|more great wired stories|shop this story|more in|top headlines|more headlines|\
         all stories|see all|view all|load more|show more|see more|highlights|upcoming events|featured|\
         latest headlines|news|videos|more videos|stay connected|archive|archives|today's top stories",
    ),
    (
        Newsletter,
        "subscribe|subscribe now|sign up|sign me up|sign up now|subscribe today|newsletter|newsletters|\
         get the latest|download the app|get the app|start your free trial|email address|your email|\
         enter your email|s'abonner|abonnieren|suscríbete|assine|abbonati|подписаться|\
         sign up for e-mail newsletters|subscription|already a subscriber?|already a subscriber? log in|\
         thank you for subscribing|subscribe to our newsletter|invalid email address|\
         thank you for signing up|success!|support independent journalism|stay informed",
    ),
    (
        Donation,
        "donate|donate now|contribute|support us|become a member|make a donation|spenden|faire un don",
    ),
    (
        Cookies,
        "accept|accept all|accept cookies|accept all cookies|reject all|reject all cookies|cookies|\
         manage cookies|cookie settings|cookie preferences|\
         i agree|got it|no thanks",
    ),
    (
        ReadMore,
        "read more|click here|continue reading|learn more|read full article|read the full story|\
         weiterlesen|lire la suite|leer más|saiba mais|leggi tutto|続きを読む|full story|keep reading|expand|\
         read more below",
    ),
    (
        Navigation,
        "menu|home|homepage|startseite|accueil|inicio|início|portada|página inicial|главная|首页|ホーム|الرئيسية|search|close|back|next|previous|skip to content|skip to main content|log in|login|\
         sign in|register|sections|contents|table of contents|back to top|top|my account|account|log out|\
         open menu|subscribe sign in|jump to|main menu|skip navigation|site index|site map|sitemap|\
         breaking news|live tv|watch live|live|watch|video|photos|opinion|business|world|sports|\
         local news|weather|politics|entertainment|lifestyle|technology|health|science|hide|\
         jump to comments section|for immediate release|zum inhalt springen|aller au contenu|toggle navigation|go to top|jump to comments",
    ),
    (
        Caption,
        "image|photo|photos:|view gallery|photo gallery|gallery|caption|hide caption|toggle caption|\
         enlarge this image|view photos|see more photos|open image in gallery|enlarge|\
         view image in fullscreen|slideshow|play video|video player is loading|1 of 6",
    ),
    (
        Credit,
        "getty|getty images|reuters|ap|afp|image credit|image source|credit|photo credit|courtesy photo|\
         file photo|ap photo|associated press|the associated press|credit...",
    ),
    (
        Footer,
        "aviso legal|política de privacidad|política de privacidade|politique de confidentialité|\
         conditions générales|datenschutzerklärung|nutzungsbedingungen|agb|termini e condizioni|note legali|\
         политика конфиденциальности|版权所有|隐私政策|プライバシーポリシー|利用規約|개인정보처리방침|سياسة الخصوصية|\
         privacy policy|terms of use|terms of service|terms and conditions|privacy notice|cookie policy|\
         about us|contact us|contact|advertise|advertise with us|careers|adchoices|ad choices|impressum|\
         datenschutz|help|faq|tags|topics|filed under|all rights reserved|\
         do not sell my personal information|accessibility|corrections|interest-based ads|site feedback|\
         feedback|categories|category|was this page helpful?|thanks for your feedback!|\
         request correction|mentions légales|rss",
    ),
    (
        Bio,
        "about the author|about author|author|see full bio|full bio|meet the author|about the writer|\
         archive page|contributor|senior writer|staff writer|view all posts|more from this author|\
         expertise|über den autor|sobre o autor|sobre el autor|author bio|authors|about",
    ),
    (
        LiveBlog,
        "live updates|key events|key moments|what we know so far|latest updates|jump to latest|live feed|\
         show key events only",
    ),
    (
        Embed,
        "allow x content?|allow twitter content?|allow instagram content?|accept and continue|view this post on instagram|view on twitter|view on instagram|this content is not available|\
         view more on instagram",
    ),
    (Other, "pros|cons|___|..."),
];

/// How lines begin, in lower case.
pub(super) const STARTS: &[(Reason, &str)] = &[
    (Timestamp, "updated at |last updated|last modified"),
    (
        Share,
        "click to share on|click to email|click to print|share on |share this |share via |follow us on|\
         follow us:|like us on|compartilhe|partagez|tweet this",
    ),
    (
        Newsletter,
        "sign up for|sign up to|sign up here|subscribe to|get our |get the day's|get the latest|\
         get top news|get breaking news|get weekly|by signing up|by subscribing|by providing an email|\
         by entering your email|by clicking |you can unsubscribe|chat with us|find out what's happening|\
         download our|download the |get it on|let our news meet|want more|want to read more|receba |\
         inscreva-se|suscríbase|abonnez-vous|melden sie sich|подпишитесь|join our|join the|for more news|\
         for more stories|stay up to date|stay on top of|thanks for reading|thanks for signing|\
         your subscription could not|your subscription has been|please enter a valid|\
         an error has occurred|this is a subscriber|you have reached your limit|already have an account|\
         create a free account|support our|get more stories|never miss a|need more space? subscribe|\
         subscribe for|to read the full story|i agree that|enter your email|get unlimited",
    ),
    (
        Donation,
        "support our journalism|please consider|your donation|your support|help us |we need your support|\
         become a member|make a donation|donate to|if you value|we rely on readers",
    ),
    (
        Cookies,
        "we use cookies|this site uses cookies|this website uses cookies|we and our partners|\
         by continuing to|by using this site|our privacy policy|cookies help us|\
         nous utilisons des cookies|wir verwenden cookies|utilizamos cookies|\
         this site is protected by recaptcha|we value your privacy|мы используем",
    ),
    (
        ReadMore,
        "read more:|read more on|read more about|read more from|read more|click here|continue reading|\
         read the full|read full|read it here|learn more about|find out more|for more information|\
         see more photos|watch:|watch now|watch the video|watch live|listen:|see also:|related:|\
         read next:|read also:|also read:|must read:|more:|photos:|video:|in pictures:|leia também|\
         leia mais|lire aussi|lea también|leggi anche|lesen sie|mehr dazu|читайте также|click to|\
         tap here|scroll down|get fox business on|check out what's clicking|recommended reading|\
         don't miss:",
    ),
    (
        MoreStories,
        "more from |more in |more on |more stories|more about:|you may also|you might also|\
         related stories|related articles|recommended stories|trending stories|top stories|latest from|\
         most read in|read next|up next|next:|previous:|previous post|next post|next article|\
         previous article|other stories|editor's pick|sponsored by|shop ",
    ),
    (
        Footer,
        "copyright|©|(c) 20|all rights reserved|all contents ©|tags:|topics:|filed under|categories:|\
         posted in|in this article:|this material may not be|no part of this|terms of |privacy policy|\
         do not sell|this article originally appeared|this story originally appeared|\
         this story was originally published|this article was originally|first published|\
         originally published|report a typo|found a mistake|reprints|keywords:|topics in this|\
         contact the author|contact us at|send tips|have a tip|got a tip|got a news tip|email us|\
         if you buy something|if you purchase|we may earn|may earn an affiliate|all products featured|\
         products featured|our editorial|the views expressed|the opinions expressed|views expressed|\
         disclaimer|disclosure:|opinions expressed|powered by|published by|printed from|source:|sources:|\
         via:|quotes delayed|market data provided|powered and implemented|legal statement|\
         material may not be published|main image credit|correction:|editor's note:|editor’s note:|\
         a version of this article appears|alle rechte|tous droits|todos los derechos|todos os direitos|\
         все права",
    ),
    (
        Comments,
        "comments (|add a comment|leave a |post your comment|log in to|sign in to|login to|\
         you must be logged|view comments|see all comments|posting comments|comments are|\
         join the conversation|the times is committed to publishing|comments have been|0 comments|\
         required fields are marked|save my name, email|this site uses akismet|have your say|\
         what do you think?|let us know in the comments|let us know what you|tell us in the comments",
    ),
    (
        Bio,
        "about the author|about the writer|follow him on|follow her on|follow me on|follow them on|\
         reach him at|reach her at|contact him|contact her|email her at|email him at|he can be reached|\
         she can be reached|reporting by|(reporting by|(additional reporting|additional reporting by|\
         (editing by|editing by|with files from|writing by|read more stories by|view all posts by|\
         see all posts by|more by |more articles by|contributed to this report|to contact the reporter|\
         to contact the editor|to contact the author|contact reporter|about our",
    ),
    (
        Caption,
        "image:|photo:|photos by|photo by|pictured:|above:|image source|image caption|file -|file –|\
         file —|file photo|in this photo|in this file photo|screenshot|a screenshot|foto:|bild:|crédito|\
         photo illustration|illustration by|graphic:|figure |getty images|click the image|image via|\
         photo via|video by|ảnh:|this photo|this image|view gallery|slide |(photo|(image|\
         picture:|courtesy of|image courtesy|photo courtesy|provided by",
    ),
    (
        Credit,
        "credit:|credits:|image credit|photo credit|image credits|photo credits|credit…|credit...|\
         © getty|© reuters|ap photo|picture credit|photograph:",
    ),
    (Navigation, "skip to|jump to|you are here|sign in|log in|welcome back|go to |toggle "),
    (Embed, "view this post|a post shared by|pic.twitter.com|— @|embed from|this embed"),
    (
        Advertisement,
        "advertisement|article continues after|story continues after|story continues below|\
         continue reading below|sponsored content|scroll to continue|paid partner|promoted by|\
         need more space",
    ),
];

/// What tells furniture wherever it stands in a line, in lower case.
pub(super) const INSIDE: &[(Reason, &str)] = &[
    (
        Bio,
        "contributed to this|contributed reporting|contributed from|contributing:|can be reached at|\
         follow him on|follow her on|is a reporter|is a senior reporter|is a staff writer|is a freelance|\
         is a journalist|is a writer|is an editor|is a correspondent|is a columnist|is a contributor|\
         is a contributing|is the author of|is a senior writer|is a senior editor|is an associate editor|\
         is a political|is the founder of|reporter for the|reporter for nbc|writes about|covers the|\
         i write about|i cover|über den autor|your tips to|news tips to|on twitter @|on twitter at|'s tv critic|\
         views are her own|views are his own",
    ),
    (
        Footer,
        "무단 전재|무단전재|you have full access to this article|privacy notice: newsletters|affiliate commission|may earn a commission|receive a commission|receive a small commission|\
         earn a small commission|affiliate link|affiliate partner|all rights reserved|terms & conditions|\
         terms and conditions|privacy policy|may not be reproduced|originally published|\
         originally appeared|read the original article|for informational purposes only|\
         intended as health or medical advice|this story was|this article was|this story will appear|\
         this story has been updated|this article has been updated",
    ),
    (
        Newsletter,
        "free articles remaining|free article remaining|articles left this month|free articles left|\
         our newsletter|to your inbox|in your inbox|email newsletter|sign up for|subscribe to our|\
         successfully subscribed|exclusive clips|get every update|daily newsletter|weekly newsletter|\
         newsletter for|push notifications|download the app|free trial",
    ),
    (
        Donation,
        "as little as $|support our newsroom|support our journalism|free for all|free for everyone|\
         high-quality journalism|your contribution|we cannot do this without|independent journalism|\
         supporting us with|from as little as|with a donation",
    ),
    (Cookies, "we use cookies|uses cookies|use of cookies"),
    (Comments, "log in to comment|leave a comment|comments section|in the comments|publishing a diversity"),
    (
        Embed,
        "content provided by x|content provided by twitter|content provided by instagram|to load this content",
    ),
    (Share, "section on facebook|page on facebook|us on facebook"),
    (Other, "our new article page|taking this survey"),
];

/// What tells a picture's credit wherever it stands in a short line, in lower case.
pub(super) const CREDITS: &str = "getty images|(photo by|photo by |(photo:|(image:|(ap photo|ap photo/|(credit:|photo credit|\
    image credit|/reuters|/afp|afp via|/getty|via getty|shutterstock|(reuters)|via ap)|/ap)|\
    (photograph:|photograph by|photograph:|(file photo|—file photo|file photo)|courtesy of|\
    /ap images|usa today sports|submitted photo|(supplied)|(contributed|/the new york times|\
    /bloomberg|(screenshot|(foto:|istock|alamy|unsplash|hide caption|/epa|/shutterstock|\
    imagn images|(courtesy|/staff|staff photo|handout";
