-- The MySQL image runs this when its data folder is new. If you set another MYSQL_USER, change the name.
GRANT XA_RECOVER_ADMIN ON *.* TO 'jobu'@'%';
